using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>Finds everything that is wrong with a policy, by field as the API names them.</summary>
public static class SlaPolicyValidator
{
    private const int MostMinutes = 60 * 24 * 366;

    /// <summary>All problems that the draft alone shows; empty when it is sound.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(SlaPolicyDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var problems = new Dictionary<string, List<string>>();
        void Add(string field, string message) => (problems.TryGetValue(field, out var list) ? list : problems[field] = []).Add(message);

        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100)
        {
            Add("name", "Give a name of up to 100 characters.");
        }

        if (draft.Targets.Count == 0)
        {
            Add("targets", "Give targets for at least one priority.");
        }

        foreach (var (priority, targets) in draft.Targets)
        {
            CheckTargets(targets, $"targets.{priority.ToString().ToLowerInvariant()}", Add);
        }

        if (draft.PauseOn.Any(static s => s is not (TicketStatus.Pending or TicketStatus.OnHold)))
        {
            Add("pause_on", "Clocks can stand still in pending and on_hold only.");
        }

        if (!WarningLevels.AreSound(draft.Warnings))
        {
            Add("warnings", WarningLevels.Rule);
        }

        CheckEscalations(draft.Escalations, Add);
        CheckRules(draft.Rules, Add);
        if (draft.EffectiveTo <= draft.EffectiveFrom)
        {
            Add("effective_to", "Must lie after effective_from.");
        }

        if (draft.IsDefault && (!draft.Active || draft.EffectiveFrom is not null || draft.EffectiveTo is not null))
        {
            Add("is_default", "The default must be active and without dates.");
        }

        return problems.ToDictionary(static p => p.Key, static p => p.Value.ToArray());
    }

    private static void CheckTargets(SlaTargets targets, string path, Action<string, string> add)
    {
        if (targets is { FirstResponse: null, NextResponse: null, Resolution: null })
        {
            add(path, "Give at least one target.");
        }

        foreach (var (name, minutes) in new[]
            { ("first_response", targets.FirstResponse), ("next_response", targets.NextResponse), ("resolution", targets.Resolution) })
        {
            if (minutes is <= 0 or > MostMinutes)
            {
                add($"{path}.{name}", $"Give minutes from 1 to {MostMinutes}.");
            }
            else if (name != "resolution" && minutes > targets.Resolution)
            {
                add($"{path}.{name}", "A response cannot be promised later than the resolution.");
            }
        }
    }

    private static void CheckEscalations(IReadOnlyList<EscalationLevel> levels, Action<string, string> add)
    {
        for (var i = 0; i < levels.Count; i++)
        {
            var level = levels[i];
            if (level.Level != i + 2)
            {
                add($"escalations[{i}].level", "Levels count from 2 without gaps; the breach itself is level 1.");
            }

            if (level is { AfterPercent: null, AfterMinutes: null, AfterBusinessDays: null }
                || level.AfterPercent < 0 || level.AfterMinutes < 0 || level.AfterBusinessDays < 0)
            {
                add($"escalations[{i}]", "Say how long after the breach: after_percent, after_minutes or after_business_days.");
            }
        }
    }

    private static void CheckRules(SlaRules rules, Action<string, string> add)
    {
        if (rules.NudgeAfterDays.Any(static d => d < 1) || rules.NudgeAfterDays.Zip(rules.NudgeAfterDays.Skip(1)).Any(static d => d.First >= d.Second))
        {
            add("rules.nudge_after_days", "Give rising numbers of days from 1.");
        }

        if (rules.ResolveWaitingAfterDays < 0
            || (rules.ResolveWaitingAfterDays > 0 && rules.NudgeAfterDays.Any(d => d >= rules.ResolveWaitingAfterDays)))
        {
            add("rules.resolve_waiting_after_days", "Must lie after the last reminder, or be 0 for never.");
        }

        if (rules.AutoCloseAfterDays < 1 || rules.ReopenWindowDays < 0 || rules.PauseCapDays < 0 || rules.ReopensBeforeLead < 1)
        {
            add("rules", "Closing and escalating need at least 1; windows and caps cannot be negative.");
        }

        if (rules.SurveyAfterMinutes < 0 || rules.SurveyCapDays < 0 || rules.SurveyReminderAfterDays < 1
            || rules.SurveyExpiresAfterDays <= rules.SurveyReminderAfterDays)
        {
            add("rules.survey", "The survey's link must outlive its reminder, and no span can be negative.");
        }
    }
}
