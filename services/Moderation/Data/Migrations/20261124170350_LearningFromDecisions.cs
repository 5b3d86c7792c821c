using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PeerSupport.Moderation.Data.Migrations
{
    /// <inheritdoc />
    public partial class LearningFromDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "model_activations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    active_number = table.Column<long>(type: "bigint", nullable: true),
                    shadow_number = table.Column<long>(type: "bigint", nullable: true),
                    by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_activations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "model_days",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    label = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    raised = table.Column<int>(type: "integer", nullable: false),
                    right = table.Column<int>(type: "integer", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    missed = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_days", x => new { x.number, x.day, x.label });
                });

            migrationBuilder.CreateTable(
                name: "trained_models",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    trained_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    file = table.Column<byte[]>(type: "bytea", nullable: false),
                    card = table.Column<string>(type: "jsonb", nullable: false),
                    messages = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trained_models", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "training_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    progress = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    model_number = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_runs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_training_runs_asked_at",
                table: "training_runs",
                column: "asked_at");

            // One training at a time, whoever asks for it and on whichever node.
            migrationBuilder.Sql("create unique index ix_training_runs_open on training_runs ((true)) where finished_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "model_activations");

            migrationBuilder.DropTable(
                name: "model_days");

            migrationBuilder.DropTable(
                name: "trained_models");

            migrationBuilder.DropTable(
                name: "training_runs");
        }
    }
}
