using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>One world for a class of tests: each opens tickets of its own, in a week of its own.</summary>
public sealed class SupportFixture : IAsyncLifetime
{
    private SupportWorld? _world;

    internal SupportWorld World => _world ?? throw new InvalidOperationException("The fixture has not started.");

    /// <summary>Moves the clock to the next Monday, nine o'clock in London.</summary>
    internal SupportWorld NextWeek()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var date = DateOnly.FromDateTime(World.Now.UtcDateTime).AddDays(1);
        while (date.DayOfWeek != DayOfWeek.Monday)
        {
            date = date.AddDays(1);
        }

        var local = date.ToDateTime(new TimeOnly(9, 0));
        World.Sleep(new DateTimeOffset(local, london.GetUtcOffset(local)) - World.Now);
        return World;
    }

    public async Task InitializeAsync() => _world = await SupportWorld.CreateAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();
}
