internal import CProcess

/// How the process treats blocks of memory of the size of a volume.
public enum LargeMemory {
  /// Keeps blocks that are freed instead of giving them back to the system.
  ///
  /// A volume is worked on in a row of arrays of its size; with glibc's defaults each of them is
  /// mapped, cleared page by page and unmapped again, which took a fifth of the time of a defacing.
  /// The peak stays the same. Call once, at the start of the program.
  public static func keepForReuse() {
    // Where the allocator refuses, things go on as they were.
    _ = cprocess_keep_memory(1 << 30)
  }
}
