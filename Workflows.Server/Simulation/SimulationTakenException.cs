using Workflows.Server.Hosting;

namespace Workflows.Server.Simulation;

/// <summary>Another process runs on simulated time on this database.</summary>
internal sealed class SimulationTakenException()
    : ConfigurationException($"Another server with {SimulatedTimeOptions.Section} runs on this database; stop it first.");
