using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Workflows.JavaScript.Benchmarks;

/// <summary>Runs scripts in Node.js and counts the results that differ.</summary>
internal static class NodeComparison
{
    private const string Runner = """
        const vm = require('vm'); const list = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        console.log(JSON.stringify(list.map(s => { try { const r = vm.runInNewContext(s, {}, { timeout: 1000 }); return typeof r === 'string' ? r.toWellFormed() : '(' + r + ')' } catch (e) { return 'throws ' + (e && e.constructor ? e.constructor.name : typeof e) } })));
        """;

    public static int Compare(List<(string Source, string Result)> batch)
    {
        if (batch.Count == 0)
        {
            return 0;
        }

        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Runner);
        using var node = Process.Start(start)!;
        node.StandardInput.Write(JsonSerializer.Serialize(batch.Select(b => b.Source)));
        node.StandardInput.Close();
        var results = JsonSerializer.Deserialize<string[]>(node.StandardOutput.ReadToEnd())!;
        node.WaitForExit();
        var differences = 0;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] != Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(batch[i].Result)))
            {
                if (++differences <= 8)
                {
                    Console.WriteLine($"ours: {batch[i].Result}\nnode: {results[i]}\n{batch[i].Source}\n");
                }
            }
        }

        return differences;
    }
}
