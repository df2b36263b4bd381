namespace Workflows.Server.Hosting;

/// <summary>A part of the server that has a say in <c>/health/ready</c>.</summary>
public interface IReadiness
{
    /// <summary>Looks now; quick, and never throws for what it finds.</summary>
    ValueTask<ReadinessCheck> CheckAsync(CancellationToken cancellationToken);
}
