using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class AsyncTests
{
    [Fact]
    public async Task Tasks_of_members_and_functions_are_awaited()
    {
        var gate = new TaskCompletionSource<string>();
        var calls = new List<string>();
        var options = new TemplateOptions
        {
            Globals = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["load"] = (Func<string, CancellationToken, Task<string>>)(async (name, _) =>
                {
                    calls.Add(name);
                    await Task.Yield();
                    return name + "!";
                }),
                ["count"] = (Func<int>)(() =>
                {
                    calls.Add("count");
                    return calls.Count;
                }),
            },
        };
        var template = Template.Parse("{{ count }} {{ load 'a' }} {{ slow.value }} {{ for x in 1..40; load x; end; count }}", options: options);
        var rendering = template.RenderAsync(new { Slow = new { Value = gate.Task } }, CancellationToken.None);
        rendering.IsCompleted.Should().BeFalse();
        gate.SetResult("slow");
        var expected = string.Concat(Enumerable.Range(1, 40).Select(i => i + "!"));
        (await rendering).Should().Be($"1 a! slow {expected}43");
        calls.Should().HaveCount(43, "no function may be called twice");
    }

    [Fact]
    public async Task A_task_that_fails_is_an_error_with_its_place()
    {
        var template = Template.Parse("\n{{ x.y }}", options: Plain);
        var rendering = () => template.RenderAsync(new { X = new { Y = FailLater() } }, CancellationToken.None).AsTask();
        var error = (await rendering.Should().ThrowAsync<TemplateRuntimeException>()).Which;
        (error.Line, error.Text).Should().Be((2, "broken"));
    }

    [Fact]
    public async Task Included_templates_are_loaded_asynchronously()
    {
        var template = Template.Parse("{{ include 'a' }}{{ include 'b' }}", options: new() { Loader = new SlowLoader() });
        (await template.RenderAsync(null, CancellationToken.None)).Should().Be("<a><b>");
        template.Render().Should().Be("<a><b>");
        await using var writer = new StringWriter();
        await template.RenderToAsync(writer, null, CancellationToken.None);
        writer.ToString().Should().Be("<a><b>");
    }

    [Fact]
    public void A_synchronous_rendering_waits() =>
        Render("{{ x.y }}{{ x.z }}", new { X = new { Y = Task.FromResult(5), Z = new ValueTask<string>("z") } }).Should().Be("5z");

    [Fact]
    public void A_long_output_is_streamed_in_pieces()
    {
        var template = Template.Parse("{{ for i in 1..5000 }}0123456789{{ end }}", options: Plain);
        var pieces = new PieceWriter();
        template.RenderTo(pieces);
        pieces.Largest.Should().BeLessThan(20_000);
        pieces.Total.Should().Be(50_000);
        var buffer = new System.Buffers.ArrayBufferWriter<char>();
        template.RenderTo(buffer);
        buffer.WrittenCount.Should().Be(50_000);
    }

    private static async Task<int> FailLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("broken");
    }

    private sealed class SlowLoader : ITemplateLoader
    {
        public Template? Load(string name) => Template.Parse($"<{name}>", name);

        public async ValueTask<Template?> LoadAsync(string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Load(name);
        }
    }

    private sealed class PieceWriter : StringWriter
    {
        public int Largest { get; private set; }

        public int Total { get; private set; }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Largest = Math.Max(Largest, buffer.Length);
            Total += buffer.Length;
        }
    }
}
