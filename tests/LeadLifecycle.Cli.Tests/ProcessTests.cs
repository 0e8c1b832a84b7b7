using System.Diagnostics;
using LeadLifecycle.Cli.Tests.Support;

namespace LeadLifecycle.Cli.Tests;

/// <summary>The built command as a script meets it: output in pipes, and exit codes.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task help_tells_what_exit_codes_mean()
    {
        var run = await Run("--help");

        run.Code.ShouldBe(ExitCode.Done);
        run.Out.ShouldContain("3 server unreachable or outcome unknown");
    }

    [Theory]
    [InlineData()]
    [InlineData("imprt")]
    [InlineData("import", "data.csv")]
    [InlineData("import", "--mapping", "no-such-file.json", "data.csv")]
    [InlineData("import", "--mapping", "m.json", "--batch", "1001", "data.csv")]
    [InlineData("handoffs", "--from-stage", "Won")]
    [InlineData("funnel", "--server", "nonsense")]
    public async Task wrong_usage_is_2(params string[] arguments)
    {
        var run = await Run(arguments);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Err.ShouldNotBeEmpty();
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_server_that_is_not_there_is_3()
    {
        var run = await Run("funnel", "--server", "http://127.0.0.1:1");

        run.Code.ShouldBe(ExitCode.Unreachable);
        run.Err.ShouldContain("http://127.0.0.1:1/ cannot be reached");
        run.Err.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task a_bad_data_file_is_4()
    {
        using var folder = new Folder();
        var run = await Run("import", "--mapping", folder.Write("m.json", Logs.Mapping), folder.Write("data.csv", Logs.Header + "7,new,soon,,,\n"));

        run.Code.ShouldBe(ExitCode.Data);
        run.Err.ShouldBe($"{folder.At("data.csv")}:2: column \"at\": \"soon\" fits none of the stated formats (yyyy-MM-ddTHH:mm:ssK). Nothing was sent.\n");
    }

    [Fact]
    public async Task a_pipe_gets_plain_lines()
    {
        await using var server = await FakeServer.Start();
        using var folder = new Folder();
        var run = await Run("import", "--server", server.Address, "--report", folder.Path, "--mapping", folder.Write("m.json", Logs.Mapping), folder.Write("data.csv", Logs.Rows));

        run.Code.ShouldBe(ExitCode.Done);
        run.Out.ShouldContain("recorded\t5\n");
        run.Out.ShouldAllBe(c => c == '\n' || c == '\t' || (c >= ' ' && c <= '~'));
    }

    [Fact]
    public async Task the_server_can_be_named_in_the_environment()
    {
        await using var server = await FakeServer.Start();

        var run = await Run(["funnel", "--transitions"], start => start.Environment["LEADS_SERVER"] = server.Address);

        run.Code.ShouldBe(ExitCode.Done);
        run.Out.ShouldStartWith("from\tto\tcount\n");
    }

    private static Task<Leads> Run(params string[] arguments) => Run(arguments, _ => { });

    private static async Task<Leads> Run(string[] arguments, Action<ProcessStartInfo> prepare)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "leads.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare(start);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Leads(process.ExitCode, await output, await errors);
    }
}
