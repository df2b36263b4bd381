namespace Workflows.Domain.Tests.Shared;

/// <summary>A clock that stands until it is moved; timers are the system's.</summary>
internal sealed class ClockStub(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
