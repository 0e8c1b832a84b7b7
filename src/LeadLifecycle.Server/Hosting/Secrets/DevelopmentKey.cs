using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace LeadLifecycle.Server.Hosting.Secrets;

/// <summary>The key of one checkout, made once, readable by its owner alone.</summary>
internal static class DevelopmentKey
{
    private const int Length = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Its text. Whoever reads the file holds it alone, so of several processes that start together the first writes and the
    /// others find what it wrote; a file left empty by one that died is written by the next.
    /// </summary>
    /// <exception cref="IOException">It cannot be opened, or somebody else has held it for ten seconds.</exception>
    public static string In(string folder)
    {
        using var file = Open(Path.Combine(folder, "secrets.key"));
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd().Trim();
        if (text.Length > 0) return text;
        text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));
        file.Write(Encoding.ASCII.GetBytes(text + "\n"));
        return text;
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var waiting = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && waiting.Elapsed < Patience)
            {
                Thread.Sleep(10); // another process reads or writes it, which takes no longer than this
            }
        }
    }
}
