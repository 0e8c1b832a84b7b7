namespace LeadLifecycle.Cli.Import;

/// <summary>Tells whether a file is still the one that was checked.</summary>
public readonly record struct FileStamp(long Length, DateTime WrittenAt)
{
    public static FileStamp Of(DataFile data)
    {
        var file = new FileInfo(data.Path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : default;
    }
}
