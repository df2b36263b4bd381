namespace Workflows.Domain.Support.Sla;

/// <summary>What a ticket's process does next.</summary>
public enum SlaStepKind
{
    /// <summary>Nothing now.</summary>
    Wait,

    /// <summary>Send a mail that an action called for.</summary>
    Notify,

    /// <summary>Warn.</summary>
    Warning,

    /// <summary>Tell of a breach.</summary>
    Breached,

    /// <summary>Escalate to the next level.</summary>
    Escalate,

    /// <summary>Remind the customer.</summary>
    Nudge,

    /// <summary>Resolve: the customer does not answer.</summary>
    ResolveWaiting,

    /// <summary>End a hold that lasted too long.</summary>
    PauseExpired,

    /// <summary>Close what was resolved.</summary>
    AutoClose,

    /// <summary>Ask for feedback.</summary>
    Survey,

    /// <summary>Ask once more.</summary>
    SurveyReminder,

    /// <summary>Nothing any more.</summary>
    Ended,
}
