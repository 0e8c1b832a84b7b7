using System.IO.Compression;

namespace LeadLifecycle.Cli.Import;

/// <summary>A data file as named on the command line. Plain or gzip is decided by its first bytes, never by its name.</summary>
public sealed record DataFile(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Opens the text of the file.</summary>
    /// <exception cref="StoppedException">It cannot be opened, or it is an archive.</exception>
    public Stream Open()
    {
        try
        {
            var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
            Span<byte> start = stackalloc byte[4];
            var magic = start[..file.ReadAtLeast(start, 4, throwOnEndOfStream: false)];
            file.Position = 0;
            if (magic.StartsWith("PK\x03\x04"u8))
            {
                file.Dispose();
                throw new StoppedException(ExitCode.Data, $"{Path}: a zip archive may hold several files; unpack it and name the one that is meant.");
            }

            return magic.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoppedException(ExitCode.Data, $"{Path}: cannot be read: {e.Message}");
        }
    }
}
