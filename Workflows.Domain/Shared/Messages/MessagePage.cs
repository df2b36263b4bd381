namespace Workflows.Domain.Shared.Messages;

/// <summary>One page of the message log.</summary>
/// <param name="Count">Mails that fit the filter.</param>
/// <param name="Messages">This page, newest first unless ordered otherwise.</param>
public sealed record MessagePage(int Count, IReadOnlyList<MessageSummary> Messages);
