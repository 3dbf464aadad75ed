namespace PartnerCenter.Referrals;

/// <summary>Holds what the headers of a webhook request say about its signature (wire contract 9.4).</summary>
/// <param name="Signature">The decoded signature.</param>
/// <param name="CertificateAddress">The address of the certificate. It is not checked yet.</param>
internal readonly record struct SignatureHeaders(byte[] Signature, string CertificateAddress)
{
    private const string Scheme = "Signature";

    /// <exception cref="ReferralWebhookException">A header is missing, occurs several times, or has a wrong value.</exception>
    public static SignatureHeaders Read(IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers)
    {
        HeaderValues authorization = default, signature = default, algorithm = default, address = default;
        bool isAuthorizationSignature = false;
        foreach ((string? name, IEnumerable<string>? values) in headers)
        {
            if (Is(name, "Authorization"))
            {
                authorization.Add(values);
                // The header may carry another value for a proxy or for a check of the application.
                isAuthorizationSignature |= HasSignature(values);
            }
            else if (Is(name, "x-ms-signature"))
            {
                signature.Add(values);
            }
            else if (Is(name, "X-MS-Signature-Algorithm"))
            {
                algorithm.Add(values);
            }
            else if (Is(name, "X-MS-Certificate-Url"))
            {
                address.Add(values);
            }
        }

        byte[] decoded = SignatureEncoding.Decode(FindSignature(authorization, isAuthorizationSignature, signature));
        CheckAlgorithm(algorithm);
        return new SignatureHeaders(decoded, FindAddress(address));
    }

    private static bool Is(string? name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);

    private static bool HasSignature(IEnumerable<string>? values)
    {
        foreach (string? value in values ?? [])
        {
            if (HeaderValues.Trim(value).StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && SchemeOf(value).Length == Scheme.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> FindSignature(HeaderValues authorization, bool isAuthorizationSignature, HeaderValues signature)
    {
        int headers = signature.Count + (isAuthorizationSignature ? authorization.Count : 0);
        if (headers > 1)
        {
            throw Refusal(ReferralWebhookCheck.SignatureRepeated, "The request has several signatures.");
        }

        if (headers == 0)
        {
            throw authorization.Count > 0
                ? Refusal(ReferralWebhookCheck.SignatureScheme, "The scheme of the Authorization header is not Signature.")
                : Refusal(ReferralWebhookCheck.SignatureMissing, "The request has no signature.");
        }

        // The scheme may be missing in x-ms-signature only.
        string? value = isAuthorizationSignature ? authorization.First : signature.First;
        ReadOnlySpan<char> text = HeaderValues.Trim(value);
        ReadOnlySpan<char> scheme = SchemeOf(value);
        if (scheme.Length == text.Length)
        {
            return text.Equals(Scheme, StringComparison.OrdinalIgnoreCase) || text.IsEmpty
                ? throw Refusal(ReferralWebhookCheck.SignatureMissing, "The signature is empty.")
                : text;
        }

        return scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[scheme.Length..].TrimStart(" \t")
            : throw Refusal(ReferralWebhookCheck.SignatureScheme, "The scheme of the signature is not Signature.");
    }

    private static void CheckAlgorithm(HeaderValues algorithm)
    {
        if (algorithm.Count != 1)
        {
            throw ReferralWebhookException.BadRequest(
                ReferralWebhookCheck.AlgorithmHeader, "The header X-MS-Signature-Algorithm must occur once.");
        }

        if (!HeaderValues.Trim(algorithm.First).Equals("rsa-sha256", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal(ReferralWebhookCheck.Algorithm, "The algorithm of the signature is not rsa-sha256.");
        }
    }

    private static string FindAddress(HeaderValues address) =>
        address is { Count: 1, First: { } value }
            ? value.Trim(' ', '\t')
            : throw ReferralWebhookException.BadRequest(
                ReferralWebhookCheck.CertificateAddressHeader, "The header X-MS-Certificate-Url must occur once.");

    private static ReadOnlySpan<char> SchemeOf(string? value)
    {
        ReadOnlySpan<char> text = HeaderValues.Trim(value);
        int end = text.IndexOfAny(' ', '\t');
        return end < 0 ? text : text[..end];
    }

    private static ReferralWebhookException Refusal(ReferralWebhookCheck check, string message) =>
        ReferralWebhookException.Unauthorized(check, message);
}
