namespace Workflows.Server.Support;

/// <summary>A person named in another row.</summary>
internal sealed record PersonRef(Guid Id, string Name, string Email);
