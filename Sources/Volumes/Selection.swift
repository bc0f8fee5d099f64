extension [Float] {
  /// The number that would stand at `rank` if the array were sorted, by Hoare's selection (1961), which
  /// takes a time in proportion to the count. The elements change places; none may be NaN.
  public mutating func selected(_ rank: Int) -> Float {
    precondition(indices.contains(rank), "the rank must be one of the array's")
    return withUnsafeMutableBufferPointer { numbers in
      var (low, high) = (0, numbers.count - 1)
      while low < high {
        let (first, middle, last) = (numbers[low], numbers[(low + high) / 2], numbers[high])
        let pivot = Swift.max(Swift.min(first, middle), Swift.min(Swift.max(first, middle), last))
        var (left, right) = (low, high)
        while left <= right {
          while numbers[left] < pivot { left += 1 }
          while numbers[right] > pivot { right -= 1 }
          if left <= right {
            numbers.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if rank <= right {
          high = right
        } else if rank >= left {
          low = left
        } else {
          break
        }
      }
      return numbers[rank]
    }
  }
}
