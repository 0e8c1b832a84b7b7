using LeadLifecycle.Proofs;

namespace LeadLifecycle.Specs.Proofs;

/// <summary>Checkpoints and the notes that sign them, in the forms of C2SP.</summary>
public sealed class CheckpointSpecs
{
    private static readonly NoteKey Key = new("leads.example/main", [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly Checkpoint Some = new("leads.example/main", 42, Merkle.EmptyRoot, ["2026-05-04T09:00:00Z"]);

    [Fact]
    public void a_checkpoint_is_read_as_it_was_written()
    {
        Some.Text.ShouldBe("leads.example/main\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n2026-05-04T09:00:00Z\n");
        var read = Checkpoint.Parse(Some.Text);
        (read.Origin, read.Size, read.Extensions.Single()).ShouldBe(("leads.example/main", 42, "2026-05-04T09:00:00Z"));
        read.Root.ShouldBe(Merkle.EmptyRoot);
    }

    [Theory]
    [InlineData("a\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("a\n042\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n42\n47DEQpj8\n")]
    [InlineData("a\n42\n\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("")]
    public void what_is_no_checkpoint_is_refused(string text) => Should.Throw<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void a_note_is_read_as_it_was_written_and_belongs_to_its_key()
    {
        var note = SignedNote.Sign(Some.Text, Key, content => [.. Enumerable.Repeat((byte)content.Length, 64)]);
        var read = SignedNote.Parse(note.ToString());
        read.Text.ShouldBe(Some.Text);
        read.ToString().ShouldBe(note.ToString());
        read.ToString().ShouldContain("\n\n— leads.example/main ");
        bool Right(byte[] key, byte[] content, byte[] signature) => key == Key.Key && signature[0] == content.Length;
        read.IsSignedBy(Key, Right).ShouldBeTrue();
        read.IsSignedBy(Key with { Name = "other" }, Right).ShouldBeFalse();
        (read with { Text = Some.Text + "more\n" }).IsSignedBy(Key, Right).ShouldBeFalse();
    }

    [Fact]
    public void a_key_is_read_as_it_was_written()
    {
        NoteKey.Parse(Key.ToString()).Key.ShouldBe(Key.Key);
        Should.Throw<FormatException>(() => NoteKey.Parse("other" + Key.ToString()[4..]));
        Should.Throw<FormatException>(() => NoteKey.Parse("leads.example/main"));
    }

    [Theory]
    [InlineData("no signature\n")]
    [InlineData("text\n\nname AAAAAAA=\n")]
    [InlineData("text\n\n— name\n")]
    public void what_is_no_note_is_refused(string text) => Should.Throw<FormatException>(() => SignedNote.Parse(text));
}
