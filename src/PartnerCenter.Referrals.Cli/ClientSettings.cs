using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Cli;

/// <summary>
/// Writes the settings with which another process reaches an emulator and verifies its webhooks, in both forms that configuration is kept
/// in.
/// </summary>
/// <param name="emulator">The emulator.</param>
/// <param name="publicClient">Whether the app has no secret.</param>
internal sealed class ClientSettings(ReferralsEmulator emulator, bool publicClient)
{
    // Generated and typed values stand in a file as they are, without \u escapes.
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override string ToString()
    {
        (string Path, string Value)[] settings = [.. Values()];
        var text = new StringBuilder();
        text.AppendLine("Settings as environment variables:").AppendLine();
        foreach ((string path, string value) in settings)
        {
            text.Append(path.Replace(":", "__", StringComparison.Ordinal)).Append('=').AppendLine(value);
        }

        var sections = new JsonObject();
        foreach ((string path, string value) in settings)
        {
            Add(sections, path.Split(':'), value);
        }

        text.AppendLine().AppendLine("The same settings for appsettings.json:").AppendLine();
        text.AppendLine(sections.ToJsonString(Indented)).AppendLine();
        return text.ToString();
    }

    // A path is a section, a name and, in a list, the index of the only item.
    private static void Add(JsonObject sections, string[] path, string value)
    {
        sections[path[0]] ??= new JsonObject();
        sections[path[0]]![path[1]] = path.Length > 2 ? new JsonArray(value) : value;
    }

    private IEnumerable<(string Path, string Value)> Values()
    {
        string root = emulator.Endpoint.GetLeftPart(UriPartial.Authority);
        yield return ("PartnerCenter:Endpoint", emulator.Endpoint.AbsoluteUri);
        yield return ("PartnerCenter:AuthorityHost", root);
        yield return ("PartnerCenter:TenantId", emulator.TenantId);
        yield return ("PartnerCenter:ClientId", emulator.ClientId);
        if (!publicClient)
        {
            yield return ("PartnerCenter:ClientSecret", emulator.ClientSecret);
        }

        yield return ("PartnerCenter:RefreshToken", emulator.RefreshToken);
        yield return ("PartnerCenter:WebhookRegistrationEndpoint", emulator.WebhookRegistrationEndpoint.AbsoluteUri);
        yield return ("Webhooks:CertificateHosts:0", root);
        yield return ("Webhooks:TrustedRoots:0", Convert.ToBase64String(emulator.Webhooks.RootCertificate.RawData));
    }
}
