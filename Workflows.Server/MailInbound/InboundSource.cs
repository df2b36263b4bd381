namespace Workflows.Server.MailInbound;

/// <summary>Which way a report came.</summary>
internal enum InboundSource
{
    /// <summary>Read from the folder.</summary>
    Folder,

    /// <summary>Posted to the webhook.</summary>
    Webhook,
}
