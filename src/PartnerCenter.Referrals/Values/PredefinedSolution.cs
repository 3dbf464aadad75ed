using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals;

/// <summary>
/// One of the predefined names for a <see cref="SolutionTag"/> of type <see cref="SolutionTagType.Category"/>. An open set: a value
/// this version does not know is read, kept and written unchanged.
/// </summary>
/// <remarks>
/// Mirrors the predefined solutions of Microsoft's page <i>Referral resources</i>; the wire values keep that page's capitals.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<PredefinedSolution>))]
public readonly partial record struct PredefinedSolution : IOpenValue<PredefinedSolution>
{
    private static readonly OpenValueSet Set = new(
        Names.AdvancedAnalytics, Names.ApplicationIntegration, Names.ArtificialIntelligence, Names.AzureSecurityOperationManagement,
        Names.AzureStack, Names.BackupDisasterRecovery, Names.BigData, Names.Blockchain, Names.Chatbot, Names.CloudDatabaseMigration,
        Names.CloudMigration, Names.CloudVoice, Names.CognitiveServices, Names.CompetitiveDatabaseMigration, Names.Containers,
        Names.DataWarehouse, Names.DatabaseOnLinux, Names.DevelopmentAndTest, Names.DevOps, Names.DigitalMedia,
        Names.Dynamics365ForCustomerService, Names.Dynamics365ForFieldService, Names.Dynamics365ForFinanceOperations,
        Names.Dynamics365ForRetail, Names.Dynamics365ForSales, Names.Dynamics365ForTalent, Names.DynamicsOnAzure,
        Names.EnterpriseBusinessIntelligence, Names.Gaming, Names.HighPerformanceComputing, Names.HybridStorage,
        Names.IdentityAndAccessManagement, Names.InformationManagement, Names.InternetOfThings, Names.MachineLearning,
        Names.MicroserviceApplications, Names.MobileApplications, Names.MySqlPostgresMigrationToAzure, Names.Networking,
        Names.NoSqlMigration, Names.RedHatOnAzure, Names.RegulatoryComplianceGdpr, Names.SapOnAzure, Names.ServerlessComputing,
        Names.SharePointOnAzure, Names.SqlServerUpgrade, Names.ThreatProtection, Names.WebDevelopment);

    private readonly string? _value;

    /// <summary>Any text, known or not; what is given is what is sent.</summary>
    /// <param name="value">The text as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public PredefinedSolution(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The wire value <c>AdvancedAnalytics</c>.</summary>
    public static PredefinedSolution AdvancedAnalytics { get; } = new(Names.AdvancedAnalytics);

    /// <summary>The wire value <c>ApplicationIntegration</c>.</summary>
    public static PredefinedSolution ApplicationIntegration { get; } = new(Names.ApplicationIntegration);

    /// <summary>The wire value <c>ArtificialIntelligence</c>.</summary>
    public static PredefinedSolution ArtificialIntelligence { get; } = new(Names.ArtificialIntelligence);

    /// <summary>The wire value <c>AzureSecurityOperationManagement</c>.</summary>
    public static PredefinedSolution AzureSecurityOperationManagement { get; } = new(Names.AzureSecurityOperationManagement);

    /// <summary>The wire value <c>AzureStack</c>.</summary>
    public static PredefinedSolution AzureStack { get; } = new(Names.AzureStack);

    /// <summary>The wire value <c>BackupDisasterRecovery</c>.</summary>
    public static PredefinedSolution BackupDisasterRecovery { get; } = new(Names.BackupDisasterRecovery);

    /// <summary>The wire value <c>BigData</c>.</summary>
    public static PredefinedSolution BigData { get; } = new(Names.BigData);

    /// <summary>The wire value <c>Blockchain</c>.</summary>
    public static PredefinedSolution Blockchain { get; } = new(Names.Blockchain);

    /// <summary>The wire value <c>Chatbot</c>.</summary>
    public static PredefinedSolution Chatbot { get; } = new(Names.Chatbot);

    /// <summary>The wire value <c>CloudDatabaseMigration</c>.</summary>
    public static PredefinedSolution CloudDatabaseMigration { get; } = new(Names.CloudDatabaseMigration);

    /// <summary>The wire value <c>CloudMigration</c>.</summary>
    public static PredefinedSolution CloudMigration { get; } = new(Names.CloudMigration);

    /// <summary>The wire value <c>CloudVoice</c>.</summary>
    public static PredefinedSolution CloudVoice { get; } = new(Names.CloudVoice);

    /// <summary>The wire value <c>CognitiveServices</c>.</summary>
    public static PredefinedSolution CognitiveServices { get; } = new(Names.CognitiveServices);

    /// <summary>The wire value <c>CompetitiveDatabaseMigration</c>.</summary>
    public static PredefinedSolution CompetitiveDatabaseMigration { get; } = new(Names.CompetitiveDatabaseMigration);

    /// <summary>The wire value <c>Containers</c>.</summary>
    public static PredefinedSolution Containers { get; } = new(Names.Containers);

    /// <summary>The wire value <c>DataWarehouse</c>.</summary>
    public static PredefinedSolution DataWarehouse { get; } = new(Names.DataWarehouse);

    /// <summary>The wire value <c>DatabaseonLinux</c>.</summary>
    public static PredefinedSolution DatabaseOnLinux { get; } = new(Names.DatabaseOnLinux);

    /// <summary>The wire value <c>DevelopmentandTest</c>.</summary>
    public static PredefinedSolution DevelopmentAndTest { get; } = new(Names.DevelopmentAndTest);

    /// <summary>The wire value <c>DevOps</c>.</summary>
    public static PredefinedSolution DevOps { get; } = new(Names.DevOps);

    /// <summary>The wire value <c>DigitalMedia</c>.</summary>
    public static PredefinedSolution DigitalMedia { get; } = new(Names.DigitalMedia);

    /// <summary>The wire value <c>Dynamics365forCustomerService</c>.</summary>
    public static PredefinedSolution Dynamics365ForCustomerService { get; } = new(Names.Dynamics365ForCustomerService);

    /// <summary>The wire value <c>Dynamics365forFieldService</c>.</summary>
    public static PredefinedSolution Dynamics365ForFieldService { get; } = new(Names.Dynamics365ForFieldService);

    /// <summary>The wire value <c>Dynamics365forFinanceOperations</c>.</summary>
    public static PredefinedSolution Dynamics365ForFinanceOperations { get; } = new(Names.Dynamics365ForFinanceOperations);

    /// <summary>The wire value <c>Dynamics365forRetail</c>.</summary>
    public static PredefinedSolution Dynamics365ForRetail { get; } = new(Names.Dynamics365ForRetail);

    /// <summary>The wire value <c>Dynamics365forSales</c>.</summary>
    public static PredefinedSolution Dynamics365ForSales { get; } = new(Names.Dynamics365ForSales);

    /// <summary>The wire value <c>Dynamics365forTalent</c>.</summary>
    public static PredefinedSolution Dynamics365ForTalent { get; } = new(Names.Dynamics365ForTalent);

    /// <summary>The wire value <c>DynamicsonAzure</c>.</summary>
    public static PredefinedSolution DynamicsOnAzure { get; } = new(Names.DynamicsOnAzure);

    /// <summary>The wire value <c>EnterpriseBusinessIntelligence</c>.</summary>
    public static PredefinedSolution EnterpriseBusinessIntelligence { get; } = new(Names.EnterpriseBusinessIntelligence);

    /// <summary>The wire value <c>Gaming</c>.</summary>
    public static PredefinedSolution Gaming { get; } = new(Names.Gaming);

    /// <summary>The wire value <c>HighPerformanceComputing</c>.</summary>
    public static PredefinedSolution HighPerformanceComputing { get; } = new(Names.HighPerformanceComputing);

    /// <summary>The wire value <c>HybridStorage</c>.</summary>
    public static PredefinedSolution HybridStorage { get; } = new(Names.HybridStorage);

    /// <summary>The wire value <c>IdentityandAccessManagement</c>.</summary>
    public static PredefinedSolution IdentityAndAccessManagement { get; } = new(Names.IdentityAndAccessManagement);

    /// <summary>The wire value <c>InformationManagement</c>.</summary>
    public static PredefinedSolution InformationManagement { get; } = new(Names.InformationManagement);

    /// <summary>The wire value <c>InternetofThings</c>.</summary>
    public static PredefinedSolution InternetOfThings { get; } = new(Names.InternetOfThings);

    /// <summary>The wire value <c>MachineLearning</c>.</summary>
    public static PredefinedSolution MachineLearning { get; } = new(Names.MachineLearning);

    /// <summary>The wire value <c>Microserviceapplications</c>.</summary>
    public static PredefinedSolution MicroserviceApplications { get; } = new(Names.MicroserviceApplications);

    /// <summary>The wire value <c>MobileApplications</c>.</summary>
    public static PredefinedSolution MobileApplications { get; } = new(Names.MobileApplications);

    /// <summary>The wire value <c>MySQLPostgresMigrationtoAzure</c>.</summary>
    public static PredefinedSolution MySqlPostgresMigrationToAzure { get; } = new(Names.MySqlPostgresMigrationToAzure);

    /// <summary>The wire value <c>Networking</c>.</summary>
    public static PredefinedSolution Networking { get; } = new(Names.Networking);

    /// <summary>The wire value <c>NoSQLMigration</c>.</summary>
    public static PredefinedSolution NoSqlMigration { get; } = new(Names.NoSqlMigration);

    /// <summary>The wire value <c>RedhatonAzure</c>.</summary>
    public static PredefinedSolution RedHatOnAzure { get; } = new(Names.RedHatOnAzure);

    /// <summary>The wire value <c>RegulatoryComplianceGDPR</c>.</summary>
    public static PredefinedSolution RegulatoryComplianceGdpr { get; } = new(Names.RegulatoryComplianceGdpr);

    /// <summary>The wire value <c>SAPonAzure</c>.</summary>
    public static PredefinedSolution SapOnAzure { get; } = new(Names.SapOnAzure);

    /// <summary>The wire value <c>ServerlessComputing</c>.</summary>
    public static PredefinedSolution ServerlessComputing { get; } = new(Names.ServerlessComputing);

    /// <summary>The wire value <c>SharepointonAzure</c>.</summary>
    public static PredefinedSolution SharePointOnAzure { get; } = new(Names.SharePointOnAzure);

    /// <summary>The wire value <c>SQLServerUpgrade</c>.</summary>
    public static PredefinedSolution SqlServerUpgrade { get; } = new(Names.SqlServerUpgrade);

    /// <summary>The wire value <c>ThreatProtection</c>.</summary>
    public static PredefinedSolution ThreatProtection { get; } = new(Names.ThreatProtection);

    /// <summary>The wire value <c>WebDevelopment</c>.</summary>
    public static PredefinedSolution WebDevelopment { get; } = new(Names.WebDevelopment);

    /// <summary>The text exactly as the service wrote it or the caller gave it; never null, "" for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether the text is one of the values this version of the library names, ignoring case.</summary>
    public bool IsKnown => Set.Contains(Value);

    static OpenValueSet IOpenValue<PredefinedSolution>.Known => Set;

    static PredefinedSolution IOpenValue<PredefinedSolution>.From(string text) => new(text);

    /// <summary>Compares the texts, ignoring case.</summary>
    /// <param name="other">The value to compare with.</param>
    public bool Equals(PredefinedSolution other) => OpenValueSet.Same(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValueSet.HashOf(Value);

    /// <summary>The raw text, <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
