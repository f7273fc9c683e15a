// SPDX-License-Identifier: Apache-2.0

public import Drawing
public import Plain

extension Legend.Item {
  /// The entry of a mark, under the name that the mark gives itself.
  public init(_ mark: Mark, in language: Language = .english) {
    self.init(
      .drawing(width: { mark.extent(size: $0 * 0.9).width }) { centre, size in mark.node(at: centre, size: size * 0.9)
      },
      mark.phrase[language])
  }
}
