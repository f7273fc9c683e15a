// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// Elements that belong together: named for screen readers, moved as one, or linked.
  public struct Group: Hashable, Sendable {
    /// A name unique in the scene; the renderer puts its prefix before it.
    public var id: String?
    /// What the group is, in few words; a tooltip in a browser.
    public var title: String?
    /// What the group shows, in a sentence.
    public var summary: String?
    /// The ARIA role, such as "list" or "img".
    public var role: String?
    /// The CSS class, a hook for themes.
    public var cssClass: String?
    /// Where a click leads, such as "#trace-12".
    public var link: String?
    /// By how much the content is moved, in points.
    public var offset: Point
    /// The content from back to front.
    public var nodes: [Node]

    /// A group; the offset is in points.
    public init(
      id: String? = nil, title: String? = nil, summary: String? = nil, role: String? = nil, cssClass: String? = nil,
      link: String? = nil, offset: Point = .zero, nodes: [Node]
    ) {
      self.id = id
      self.title = title
      self.summary = summary
      self.role = role
      self.cssClass = cssClass
      self.link = link
      self.offset = offset
      self.nodes = nodes
    }
  }
}
