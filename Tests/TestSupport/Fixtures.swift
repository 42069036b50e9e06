/// Where the fixtures lie.
