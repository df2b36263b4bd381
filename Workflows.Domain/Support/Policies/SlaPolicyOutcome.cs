namespace Workflows.Domain.Support.Policies;

/// <summary>What became of a command on a policy.</summary>
public abstract record SlaPolicyOutcome
{
    private SlaPolicyOutcome()
    {
    }

    /// <summary>Done, or already so.</summary>
    /// <param name="Policy">The policy as it is now.</param>
    /// <param name="Changed">False: nothing was written.</param>
    /// <param name="Tickets">How many open tickets will be matched anew.</param>
    public sealed record Done(SlaPolicy Policy, bool Changed = true, int Tickets = 0) : SlaPolicyOutcome;

    /// <summary>It is gone.</summary>
    public sealed record Deleted : SlaPolicyOutcome;

    /// <summary>Unknown or another tenant's.</summary>
    public sealed record NotFound : SlaPolicyOutcome;

    /// <summary>Needs a manager.</summary>
    public sealed record Forbidden : SlaPolicyOutcome;

    /// <summary>Messages by field.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : SlaPolicyOutcome;

    /// <summary>A name, the default, or tickets stand against it.</summary>
    /// <param name="Code">Stable machine word.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Conflict(string Code, string Detail) : SlaPolicyOutcome;

    /// <summary>The caller's version is not the present one.</summary>
    public sealed record Stale : SlaPolicyOutcome;
}
