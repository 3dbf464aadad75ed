using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PartnerCenter.Referrals;

/// <summary>Represents the settings of a webhook in a configuration section. Those that are null leave the options as they are.</summary>
internal sealed class WebhookSettings
{
    private static readonly string[] Names =
    [
        nameof(QueueCapacity), nameof(MaxConcurrentEvents), nameof(MaxHandlerAttempts), nameof(HandlerRetryDelay), nameof(HandlerTimeout),
        nameof(MaxRememberedEvents), nameof(ClientKey), nameof(CertificateHosts), nameof(CheckRevocation), nameof(RequireMicrosoftRoot),
        nameof(TrustedRoots),
    ];

    private static readonly string[] Lists = [nameof(CertificateHosts), nameof(TrustedRoots)];

    private static readonly string[] Numbers =
        [nameof(QueueCapacity), nameof(MaxConcurrentEvents), nameof(MaxHandlerAttempts), nameof(MaxRememberedEvents)];

    private static readonly string[] Times = [nameof(HandlerRetryDelay), nameof(HandlerTimeout)];

    private static readonly string[] Flags = [nameof(CheckRevocation), nameof(RequireMicrosoftRoot)];

    public int? QueueCapacity { get; set; }

    public int? MaxConcurrentEvents { get; set; }

    public int? MaxHandlerAttempts { get; set; }

    public TimeSpan? HandlerRetryDelay { get; set; }

    public TimeSpan? HandlerTimeout { get; set; }

    public int? MaxRememberedEvents { get; set; }

    public string? ClientKey { get; set; }

    public string[]? CertificateHosts { get; set; }

    public bool? CheckRevocation { get; set; }

    public bool? RequireMicrosoftRoot { get; set; }

    public string[]? TrustedRoots { get; set; }

    /// <summary>Reads a section into options.</summary>
    /// <exception cref="OptionsValidationException">A setting is unknown or wrong; the message names it.</exception>
    public static void Apply(IConfiguration section, ReferralsWebhookOptions options)
    {
        RequireKnown(section);
        WebhookSettings settings = new();
        section.Bind(settings);
        options.QueueCapacity = settings.QueueCapacity ?? options.QueueCapacity;
        options.MaxConcurrentEvents = settings.MaxConcurrentEvents ?? options.MaxConcurrentEvents;
        options.MaxHandlerAttempts = settings.MaxHandlerAttempts ?? options.MaxHandlerAttempts;
        options.HandlerRetryDelay = settings.HandlerRetryDelay ?? options.HandlerRetryDelay;
        options.HandlerTimeout = settings.HandlerTimeout ?? options.HandlerTimeout;
        options.MaxRememberedEvents = settings.MaxRememberedEvents ?? options.MaxRememberedEvents;
        options.ClientKey = settings.ClientKey ?? options.ClientKey;
        options.Verifier.CheckRevocation = settings.CheckRevocation ?? options.Verifier.CheckRevocation;
        options.Verifier.RequireMicrosoftRoot = settings.RequireMicrosoftRoot ?? options.Verifier.RequireMicrosoftRoot;
        if (settings.CertificateHosts is { Length: > 0 } hosts)
        {
            options.Verifier.CertificateHosts = [.. hosts];
        }

        foreach ((int index, string root) in (settings.TrustedRoots ?? []).Index())
        {
            options.Verifier.TrustedRoots.Add(CertificateOf(root, PathOf(section, $"{nameof(TrustedRoots)}:{index}")));
        }
    }

    // Without this check a misspelt setting would have no effect, and nothing would say so. The binder would quote a value that it cannot
    // read, and takes a time of "1" for a day.
    private static void RequireKnown(IConfiguration section)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string path = PathOf(section, child.Key);
            if (RuleFor(child, path) is { } rule)
            {
                throw Invalid($"{path} {rule}");
            }
        }
    }

    private static string? RuleFor(IConfigurationSection setting, string path)
    {
        return setting.Value switch
        {
            _ when !Is(Names) => $"is not a known setting. Known settings are {string.Join(", ", Names)}.",
            null or "" => null,
            _ when Is(Lists) => $"is a list. Set {path}:0, {path}:1 and so on.",
            var number when Is(Numbers) && !int.TryParse(number, CultureInfo.InvariantCulture, out _) => "must be a whole number.",
            var time when Is(Times) && !(time.Contains(':') && TimeSpan.TryParse(time, CultureInfo.InvariantCulture, out _)) =>
                "must be a time such as 00:01:00.",
            var flag when Is(Flags) && !bool.TryParse(flag, out _) => "must be true or false.",
            _ => null,
        };

        bool Is(string[] names) => names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase);
    }

    private static X509Certificate2 CertificateOf(string text, string path)
    {
        try
        {
            return text.Contains("-----BEGIN", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromPem(text)
                : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (Exception failure) when (failure is FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw Invalid($"{path} must be a certificate: its PEM text, or its bytes in base64.");
        }
    }

    private static OptionsValidationException Invalid(string rule) =>
        new(Options.DefaultName, typeof(ReferralsWebhookOptions), [rule]);

    private static string PathOf(IConfiguration configuration, string name) =>
        configuration is IConfigurationSection { Path.Length: > 0 } section ? ConfigurationPath.Combine(section.Path, name) : name;
}
