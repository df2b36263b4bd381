namespace Workflows.Domain.Support.Policies;

/// <summary>The numbers of the process beside the targets. Days are business days of the policy's calendar unless said otherwise.</summary>
public sealed record SlaRules
{
    /// <summary>The defaults, also for tickets without a policy.</summary>
    public static SlaRules Default { get; } = new();

    /// <summary>When a waiting customer is reminded. Default: after 2 and 4 days.</summary>
    public IReadOnlyList<int> NudgeAfterDays { get; init; } = [2, 4];

    /// <summary>When a ticket whose customer stays silent is resolved with a notice. Default: 7 days. 0: never.</summary>
    public int ResolveWaitingAfterDays { get; init; } = 7;

    /// <summary>Longest pause without a manager, in calendar days. Default: 30. 0: no limit.</summary>
    public int PauseCapDays { get; init; } = 30;

    /// <summary>When a resolved ticket closes by itself. Default: 5 days.</summary>
    public int AutoCloseAfterDays { get; init; } = 5;

    /// <summary>Until when a customer's reply reopens a closed ticket, in calendar days. Default: 14. Staff may always reopen.</summary>
    public int ReopenWindowDays { get; init; } = 14;

    /// <summary>From which reopening the lead is told. Default: 2.</summary>
    public int ReopensBeforeLead { get; init; } = 2;

    /// <summary>Whether resolving needs a text. Default: yes.</summary>
    public bool ResolutionRequired { get; init; } = true;

    /// <summary>Whether to ask for feedback at all. Default: yes.</summary>
    public bool Survey { get; init; } = true;

    /// <summary>Business minutes between closing and the survey. Default: 60.</summary>
    public int SurveyAfterMinutes { get; init; } = 60;

    /// <summary>Calendar days between two surveys of one contact. Default: 30.</summary>
    public int SurveyCapDays { get; init; } = 30;

    /// <summary>Calendar days until the one reminder. Default: 3.</summary>
    public int SurveyReminderAfterDays { get; init; } = 3;

    /// <summary>Calendar days until the link ends. Default: 14.</summary>
    public int SurveyExpiresAfterDays { get; init; } = 14;

    /// <summary>Whether to ask after a ticket was resolved only because the customer stayed silent. Default: no.</summary>
    public bool SurveyAfterSilence { get; init; }
}
