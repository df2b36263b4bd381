namespace Workflows.Domain.Support.Tickets;

/// <summary>Which side wrote a comment.</summary>
public enum CommentAuthor
{
    /// <summary>Staff.</summary>
    Agent,

    /// <summary>The requester's side.</summary>
    Customer,

    /// <summary>The process itself.</summary>
    System,
}
