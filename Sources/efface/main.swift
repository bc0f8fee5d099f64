internal import EffaceCommand

Efface.start(Array(CommandLine.arguments.dropFirst()))
