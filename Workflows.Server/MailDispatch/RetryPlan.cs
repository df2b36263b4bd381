namespace Workflows.Server.MailDispatch;

/// <summary>When a mail that was refused for now is tried again.</summary>
internal static class RetryPlan
{
    private const double Spread = 0.2;

    /// <summary>
    /// Doubles from the first wait up to the longest, spread by a tenth to either side so that mails refused together do not come
    /// back together. Null: refused for too long, give up.
    /// </summary>
    public static DateTimeOffset? Next(ClaimedMail mail, DateTimeOffset now, MailDispatchOptions options)
    {
        if (mail.FirstRefused is { } first && now - first >= options.GiveUpAfter)
        {
            return null;
        }

        var doublings = Math.Min(mail.Attempt - 1, 30);
        var wait = Math.Min(options.FirstRetry.TotalSeconds * Math.Pow(2, doublings), options.LongestRetry.TotalSeconds);
        var chance = (uint)HashCode.Combine(mail.Id, mail.Attempt) / (double)uint.MaxValue;
        return now + TimeSpan.FromSeconds(wait * (1 - (Spread / 2) + (Spread * chance)));
    }
}
