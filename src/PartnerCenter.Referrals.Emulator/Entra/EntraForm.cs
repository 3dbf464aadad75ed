using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The parameters of a request to Entra: a form, or the query of a page.</summary>
internal sealed class EntraForm(string text)
{
    private readonly Dictionary<string, StringValues> _values = QueryHelpers.ParseQuery(text);

    /// <summary>A value, or an empty text.</summary>
    public string GetOrEmpty(string name) => _values.GetValueOrDefault(name).ToString();

    /// <exception cref="EntraException">The parameter is missing or empty.</exception>
    public string GetRequired(string name)
    {
        string value = GetOrEmpty(name);
        return value.Length > 0 ? value : throw EntraException.MissingParameter(name);
    }

    /// <summary>The <c>claims</c> parameter of OpenID Connect; null if it was not sent.</summary>
    /// <exception cref="EntraException">It is no JSON object.</exception>
    public JsonObject? GetClaims()
    {
        string claims = GetOrEmpty("claims");
        return claims.Length == 0 ? null
            : RequiredClaims.TryRead(claims) ?? throw EntraException.MalformedClaims();
    }
}
