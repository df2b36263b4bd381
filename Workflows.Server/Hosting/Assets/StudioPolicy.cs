namespace Workflows.Server.Hosting.Assets;

/// <summary>What the page of Elsa Studio may do in a browser.</summary>
internal static class StudioPolicy
{
    /// <summary>Where the page and Elsa Studio's files are.</summary>
    public const string Path = "/studio";

    // WebAssembly must be compiled, MudBlazor and Monaco set style attributes, and Monaco's workers start from blobs. The two hashes
    // are the scripts that the editor and the instance list of the pinned Studio version insert for their keyboard shortcuts.
    public const string Header =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' "
        + "'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'none'; frame-ancestors 'self'; "
        + "base-uri 'self'; form-action 'none'; object-src 'none'";
}
