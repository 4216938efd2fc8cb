"""The version of this package; part of every key under which something is kept."""

VERSION = "0.1.0"
