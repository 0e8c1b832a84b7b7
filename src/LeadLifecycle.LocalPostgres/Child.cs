using System.ComponentModel;
using System.Diagnostics;

namespace LeadLifecycle.LocalPostgres;

/// <summary>What a finished child process left.</summary>
internal sealed record ChildResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public void MustSucceed(string doing)
    {
        if (!Succeeded)
        {
            throw new PrivatePostgresException($"PostgreSQL: {doing} failed with exit code {ExitCode}. {Output}");
        }
    }
}

/// <summary>Runs one program to its end, never longer than its patience.</summary>
internal static class Child
{
    /// <exception cref="PrivatePostgresException">The program cannot be started, or took too long and was killed.</exception>
    public static async Task<ChildResult> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan patience, CancellationToken ct,
        string? workingFolder = null, ServerAccount? account = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingFolder ?? "",
        };
        Isolate(start, account);
        using var process = Launch(start);
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            throw new PrivatePostgresException($"{program} did not finish within {patience.TotalSeconds:0} seconds.");
        }

        // A daemon that was left behind may hold the pipes open: the exit counts, not the end of the output.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1), ct));
        var text = output.IsCompletedSuccessfully ? string.Join('\n', await output).Trim() : "";
        return new ChildResult(process.ExitCode, text);
    }

    // What the caller's shell says about PostgreSQL, or in which language, must not reach this server.
    private static void Isolate(ProcessStartInfo start, ServerAccount? account)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        if (account?.UserName is { } user)
        {
            start.UserName = user;
            start.Environment["HOME"] = start.WorkingDirectory;
        }
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PrivatePostgresException($"{start.FileName} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new PrivatePostgresException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }
}
