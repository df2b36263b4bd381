using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Server.MailDispatch;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

public sealed class RetryPlanTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_double_to_the_longest_within_a_tenth()
    {
        var options = new MailDispatchOptions();
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Choose(1, 60)), attempt =>
        {
            var wait = (RetryPlan.Next(Mail(attempt), Since, options)!.Value - Since).TotalMinutes;
            var plain = Math.Min(Math.Pow(2, attempt - 1), 240);
            return wait >= plain * 0.9 && wait <= plain * 1.1;
        }));
    }

    [Fact]
    public void Old_mails_are_given_up()
    {
        var options = new MailDispatchOptions();

        RetryPlan.Next(Mail(1), Since + options.GiveUpAfter, options).Should().BeNull();
        RetryPlan.Next(Mail(99), Since + options.GiveUpAfter - TimeSpan.FromSeconds(1), options).Should().NotBeNull();
        RetryPlan.Next(Mail(1) with { FirstRefused = null }, Since.AddYears(1), options).Should().NotBeNull();
    }

    private static ClaimedMail Mail(int attempt) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), attempt, "<m@x>", "a@example.com", null, [], "s", "h", "t", 5, Since, Since, false);
}
