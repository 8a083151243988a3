"""Sinks: text that others wrote, made harmless for where it is shown.

Names, bodies, error texts and file names come from files and from Meta. Each place
where they can end has a type of its own (``terminal.Text``, ``json.Document``,
``markdown.Markdown``, ``html.Html``), and the doors take nothing else.
"""
