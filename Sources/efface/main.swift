internal import ArgumentParser
internal import EffaceCommand

Efface.main()
