using System.Text.RegularExpressions;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>The members of captured data a form may fill.</summary>
internal static partial class FormMembers
{
    public static readonly string[] Contact = ["contact.email", "contact.phone"];

    public static readonly string[] Known =
    [
        .. Contact, "contact.name", "company.name", "company.industry", "company.employees", "company.country", "company.technology", "company.role",
        "source", "sourceClass", "channel", "campaign",
    ];

    /// <summary>What may be the same in every submission.</summary>
    public static readonly string[] Constant = ["source", "sourceClass", "channel", "campaign"];

    /// <summary>What a visitor must not say: these move a lead or speak for somebody.</summary>
    private static readonly string[] Withheld = ["contact", "company", "reopen", "actor"];

    /// <summary>Known, or a word nobody knows, whose value goes to the vault.</summary>
    public static bool Allows(string member) => Known.Contains(member) || (!Withheld.Contains(member) && Word().IsMatch(member));

    [GeneratedRegex("^[a-z][A-Za-z]{0,63}$")]
    private static partial Regex Word();
}
