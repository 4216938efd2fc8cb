"""What the frameworks say of one topic, or ask of one function, side by side."""
