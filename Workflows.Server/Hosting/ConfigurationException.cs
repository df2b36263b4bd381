namespace Workflows.Server.Hosting;

/// <summary>The settings are not valid; the message lists all of them that are not.</summary>
public class ConfigurationException(string message) : Exception(message);
