using Microsoft.Extensions.Options;
using Npgsql;

namespace Workflows.Server.MailInbound;

/// <summary>
/// Reads mails from a maildir or a drop folder. A file moves away only after what it says is stored, so a crash reads it again, which
/// changes nothing. Several processes may share a folder.
/// </summary>
internal sealed partial class InboundFolder(InboundDesk desk, IOptions<MailInboundOptions> options, ILogger<InboundFolder> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Folder is not { Length: > 0 } folder)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadAllAsync(folder, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested
                && exception is IOException or UnauthorizedAccessException or NpgsqlException or TimeoutException)
            {
                CannotRead(folder, exception);
            }

            await Task.Delay(options.Value.PollEvery, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAllAsync(string folder, CancellationToken stoppingToken)
    {
        var maildir = Directory.Exists(Path.Combine(folder, "new")) && Directory.Exists(Path.Combine(folder, "cur"));
        var from = maildir ? Path.Combine(folder, "new") : folder;
        foreach (var file in Directory.GetFiles(from).Order(StringComparer.Ordinal))
        {
            // Who drops a file writes it under a name with a dot in front, or elsewhere, and renames it when it is whole.
            if (stoppingToken.IsCancellationRequested || Path.GetFileName(file).StartsWith('.'))
            {
                continue;
            }

            var understood = await TakeAsync(file, stoppingToken);
            Move(file, maildir ? Path.Combine(folder, "cur", Path.GetFileName(file) + ":2,S") : Path.Combine(Made(folder, understood ? "done" : "failed"), Path.GetFileName(file)));
        }
    }

    private async Task<bool> TakeAsync(string file, CancellationToken stoppingToken)
    {
        if (new FileInfo(file) is { Exists: true, Length: var length } && length > options.Value.MaxBytes)
        {
            TooLarge(file, length);
            return false;
        }

        byte[] mail;
        try
        {
            mail = await File.ReadAllBytesAsync(file, stoppingToken);
        }
        catch (FileNotFoundException)
        {
            // Another process was quicker.
            return true;
        }

        await desk.TakeAsync(mail, InboundSource.Folder, stoppingToken);
        return true;
    }

    private static string Made(string folder, string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    private static void Move(string file, string to)
    {
        try
        {
            File.Move(file, to, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another process was quicker.
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail folder {Folder} cannot be read at present; trying again")]
    private partial void CannotRead(string folder, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} has {Length} bytes, more than MailInbound:MaxBytes; set aside")]
    private partial void TooLarge(string file, long length);
}
