"""A server for assistants: the answers of this project as tools, resources and prompts of the Model Context Protocol."""
