using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.Cli;

/// <summary>Writes the settings with which another process reaches an emulator, in both forms that configuration is kept in.</summary>
/// <param name="emulator">The emulator.</param>
/// <param name="publicClient">Whether the app has no secret.</param>
internal sealed class ClientSettings(ReferralsEmulator emulator, bool publicClient)
{
    private const string Section = "PartnerCenter";

    // Generated and typed values stand in a file as they are, without \u escapes.
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override string ToString()
    {
        (string Name, string Value)[] settings = [.. Values()];
        var text = new StringBuilder();
        text.AppendLine("Settings as environment variables:").AppendLine();
        foreach ((string name, string value) in settings)
        {
            text.Append(Section).Append("__").Append(name).Append('=').AppendLine(value);
        }

        var section = new JsonObject(settings.Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Name, setting.Value)));
        text.AppendLine().AppendLine("The same settings for appsettings.json:").AppendLine();
        text.AppendLine(new JsonObject { [Section] = section }.ToJsonString(Indented)).AppendLine();
        return text.ToString();
    }

    private IEnumerable<(string Name, string Value)> Values()
    {
        yield return ("Endpoint", emulator.Endpoint.AbsoluteUri);
        yield return ("AuthorityHost", emulator.Endpoint.GetLeftPart(UriPartial.Authority));
        yield return ("TenantId", emulator.TenantId);
        yield return ("ClientId", emulator.ClientId);
        if (!publicClient)
        {
            yield return ("ClientSecret", emulator.ClientSecret);
        }

        yield return ("RefreshToken", emulator.RefreshToken);
    }
}
