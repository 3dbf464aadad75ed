using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads and writes registrations (wire contract 9.1). Names are read without regard to case and written in PascalCase.</summary>
internal static class RegistrationBody
{
    private const string Url = "WebhookUrl";
    private const string Events = "WebhookEvents";
    private const string MsSignature = "SignatureTokenToMsSignatureHeader";

    /// <summary>Reads a registration, which gets a new id. Other members have no effect.</summary>
    /// <exception cref="ApiException">A member is missing or has another form, or events cannot be sent to the address.</exception>
    public static EmulatedWebhookRegistration Read(JsonObject body, Func<Uri, bool> canReach)
    {
        if (Find(body, Url) is not JsonValue text || !text.TryGetValue(out string? address)
            || !Uri.TryCreate(address, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw ApiException.InvalidRequest($"{Url} must be an absolute address with http or https.", Url);
        }

        if (!canReach(url))
        {
            throw ApiException.InvalidRequest(
                "The emulator delivers to loopback addresses without user information only, such as http://127.0.0.1:5000/, "
                + $"unless {nameof(EmulatedWebhookOptions.DeliveryHandler)} is set.",
                Url);
        }

        return new EmulatedWebhookRegistration
        {
            WebhookUrl = url,
            WebhookEvents = ReadEvents(body),
            SignatureTokenToMsSignatureHeader = ReadFlag(body),
        };
    }

    public static JsonObject Write(EmulatedWebhookRegistration registration, bool withId)
    {
        JsonObject body = withId ? new JsonObject { ["SubscriberId"] = registration.SubscriberId } : [];
        body[Url] = registration.WebhookUrl.OriginalString;
        body[Events] = new JsonArray([.. registration.WebhookEvents]);
        if (registration.SignatureTokenToMsSignatureHeader is { } flag)
        {
            body[MsSignature] = flag;
        }

        return body;
    }

    // Names of other events of Partner Center are accepted: one registration serves all of its parts.
    private static IReadOnlyList<string> ReadEvents(JsonObject body)
    {
        string?[] names = Find(body, Events) is JsonArray list
            ? [.. list.Select(item => item is JsonValue value && value.TryGetValue(out string? name) ? name : null)]
            : [];
        return names.Length > 0 && !names.Any(string.IsNullOrWhiteSpace)
            ? [.. names.OfType<string>()]
            : throw ApiException.InvalidRequest($"{Events} must be an array of event names.", Events);
    }

    // The documents show a flag, and Microsoft's own connector sends a text.
    private static bool? ReadFlag(JsonObject body)
    {
        JsonNode? flag = Find(body, MsSignature);
        return flag?.GetValueKind() switch
        {
            null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(flag.GetValue<string>(), out bool value) => value,
            _ => throw ApiException.InvalidRequest($"{MsSignature} must be true or false.", MsSignature),
        };
    }

    private static JsonNode? Find(JsonObject body, string name)
    {
        KeyValuePair<string, JsonNode?>[] members =
            [.. body.Where(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return members.Length <= 1
            ? members.FirstOrDefault().Value
            : throw ApiException.InvalidRequest($"{name} occurs more than once.", name);
    }
}
