using System.Text;
using LeadLifecycle.Cli.Import;
using LeadLifecycle.Cli.Output;

namespace LeadLifecycle.Cli.Emit;

/// <summary>The lines of a file, plain or gzip, or of what comes in; blank ones are skipped.</summary>
public static class LineReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="StoppedException">The file cannot be opened, or it is not UTF-8.</exception>
    public static async IAsyncEnumerable<(long Number, string Text)> Read(EventFile file, Screen screen)
    {
        using var reader = new StreamReader(file.Path == EventFile.In ? screen.In() : new DataFile(file.Path).Open(), Strict);
        for (var number = 1L; await Next(reader, file, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }

    /// <summary>How many lines there are; 0 for what comes in, which can be read only once.</summary>
    public static async Task<long> Count(EventFile file, Screen screen)
    {
        var count = 0L;
        if (file.Path != EventFile.In)
        {
            await foreach (var _ in Read(file, screen))
            {
                count++;
            }
        }

        return count;
    }

    private static async Task<string?> Next(StreamReader reader, EventFile file, long number)
    {
        try
        {
            return await reader.ReadLineAsync();
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidDataException or IOException)
        {
            throw new StoppedException(ExitCode.Data, $"{file.Path}: cannot be read near line {number}: {e.Message}");
        }
    }
}
