"""Qt: one view-model and one QML file per screen, controls, theme, navigator."""
