namespace Workflows.Server.Hosting;

/// <summary>What one part of the server says about its readiness.</summary>
/// <param name="Name">The part, e.g. <c>scheduler</c>.</param>
/// <param name="Ready">False makes the server not ready (503).</param>
/// <param name="Note">For people; no secrets, no addresses of third parties.</param>
public sealed record ReadinessCheck(string Name, bool Ready, string Note);
